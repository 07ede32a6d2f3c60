import pytest
from django.db import OperationalError

from core.portions import one_by_one


def work(done):
    def act(key):
        done.append(key)
        if key == "bad":
            raise ValueError("Ben Bold, Market Street 1")
        return 0 if key == "needless" else 1

    return act


def test_what_fails_holds_up_nobody_and_waits(caplog):
    done = []
    assert one_by_one("Serving", ["bad", "good", "better"], work(done)) == 2
    assert one_by_one("Serving", ["bad", "good"], work(done)) == 1
    assert done == ["bad", "good", "better", "good"]
    assert caplog.messages == ["Serving bad failed (ValueError); trying again later."]


def test_portion_is_of_those_that_were_served(caplog):
    done = []
    assert one_by_one("Serving", ["bad", "needless", "first", "second", "third"], work(done), most=2) == 2
    assert done == ["bad", "needless", "first", "second"]


def test_database_that_is_away_is_no_fault_of_a_row():
    def act(_key):
        raise OperationalError("the connection was lost")

    with pytest.raises(OperationalError):
        one_by_one("Serving", ["good"], act)
