"""MODELS: name in a configuration -> where the class stands; one line per model."""

MODELS = {
    "coproduction": "mcsim.models.coproduction.model:Coproduction",
    "linear_gaussian": "mcsim.models.linear_gaussian:LinearGaussian",
}
