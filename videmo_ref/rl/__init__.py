"""Policy optimisation over trees of rollouts.

``returns`` what a node is worth, ``baselines`` what it is compared with, ``advantages`` the named estimators, ``loss``
the clipped objective on tokens (the only one of these that needs torch).
"""
