namespace FaceRek.Web.Api.Json;

/// <param name="Top">How many candidates to name, 1 to 20.</param>
/// <param name="Model">One of those installed; left out for the one in force.</param>
public sealed record IdentifyJson(PictureJson Picture, int? Top = null, string? Model = null);
