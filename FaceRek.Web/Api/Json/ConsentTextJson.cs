namespace FaceRek.Web.Api.Json;

/// <param name="Locale">BCP 47.</param>
public sealed record ConsentTextJson(int Version, string Locale, string Body, DateTimeOffset PublishedAt);
