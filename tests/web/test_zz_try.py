import time
from random import Random
from tests.conftest import *
from tests.web import branches
import collections
def test_x(fresh_app):
    with fresh_app.app_context():
        t=time.time()
        branches.settled(Random(7))
        print("built", time.time()-t)
        t=time.time()
        cs=branches.cases()
        print("cases", len(cs), time.time()-t)
        print(collections.Counter(c.process.name for c in cs), collections.Counter(c.open for c in cs), collections.Counter(c.path for c in cs))
        print([ (c.number, c.state, c.handler_id) for c in cs])
