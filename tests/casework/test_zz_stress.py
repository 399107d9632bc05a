import os, time, traceback, pytest
from collections import Counter
from tests.casework.test_engine_walk import *
del test_what_is_stored_follows_from_what_was_done
N=int(os.environ.get("N","3")); LEN=int(os.environ.get("LEN","12"));S=int(os.environ.get("S","1000"))
@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_stress(model, staff):
    errs=Counter(); t0=time.time(); seen=Counter()
    for seed in range(S,S+N):
        try:
            r=Random(seed)
            w=Walker(model,staff,r,AUTUMN)
            for i in range(LEN):
                r.choice((goes_on, goes_on, Walker.is_tried, Walker.is_left_alone))(w)
                clocks_are_as_the_state_says(w)
                dates_follow_from_what_made_them(w)
                the_history_tells_the_same(w)
            seen.update(w.proceeding.done_by.keys())
        except Exception as e:
            tb=[f for f in traceback.extract_tb(e.__traceback__)][-1]
            k=(type(e).__name__, str(e)[:300], tb.name, tb.lineno)
            if k not in errs: print(model.__name__, seed, k, tb.filename)
            errs[k]+=1
            db.session.rollback()
    assert audit.verify(db.session())[1] is None
    print(model.__name__, errs.total(), round(time.time()-t0,2), [t.action for t in model.definition.transitions if not seen[t.action]])
