namespace FaceRek.Web.Api.Json;

/// <param name="Name">One of those installed and usable.</param>
public sealed record ModelChoiceJson(string Name);
