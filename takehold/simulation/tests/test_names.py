import numpy as np

from takehold.simulation import names


def test_names_differ_and_repeat_with_the_seed():
    one = names.draw(np.random.default_rng(3), 1500)
    assert len(set(one)) == 1500
    assert one == names.draw(np.random.default_rng(3), 1500)


def test_addresses_are_plain_letters():
    assert names.address("Élodie D'Souza", "x.example") == "elodie.dsouza@x.example"
    assert all(names.address(n, "x").isascii() for n in names.draw(np.random.default_rng(4), 500))
