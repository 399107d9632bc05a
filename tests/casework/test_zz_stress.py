import os, time, traceback, pytest
from collections import Counter
from tests.casework.test_engine_walk import *
N=int(os.environ.get("N","3")); LEN=int(os.environ.get("LEN","12"))
@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_stress(model, staff):
    errs=Counter(); t0=time.time()
    for seed in range(N):
        try:
            r=Random(seed)
            w=Walker(model,staff,r,AUTUMN)
            for i in range(LEN):
                r.choice((lambda: goes_on(w), w.is_tried, w.is_left_alone))()
                clocks_are_as_the_state_says(w)
                dates_follow_from_what_made_them(w)
                the_history_tells_the_same(w)
            assert audit.verify(db.session())[1] is None
        except Exception as e:
            tb=[f for f in traceback.extract_tb(e.__traceback__)][-1]
            k=(type(e).__name__, str(e)[:300], tb.name, tb.lineno)
            if k not in errs: print(model.__name__, seed, k, tb.filename)
            errs[k]+=1
            db.session.rollback()
    print(model.__name__, errs.total(), round(time.time()-t0,2))
