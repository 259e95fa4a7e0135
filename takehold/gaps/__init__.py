"""Why a change does not take hold, where and for how many: gaps, the chain of whys with its evidence, and concerns that are answered."""
