namespace FaceRek.Web.Api.Json;

/// <param name="TextVersion">Of the text that the person read.</param>
/// <param name="Statement">How the consent was given and where the proof lies; at most 500 characters.</param>
public sealed record NewConsentJson(int TextVersion, string Statement);
