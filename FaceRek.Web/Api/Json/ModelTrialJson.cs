namespace FaceRek.Web.Api.Json;

/// <param name="Model">Name and version of the model that is tried.</param>
/// <param name="Progress">Of making its templates from the kept crops of enrolled faces.</param>
/// <param name="Shadow">What it said of live check-ins beside the model in force, which alone decides.</param>
public sealed record ModelTrialJson(
    string Model,
    DateTimeOffset Since,
    ModelProgressJson Progress,
    ModelShadowJson Shadow
);
