namespace FaceRek.Web.Api.Json;

/// <param name="Model">Name and version of the model that made the template.</param>
public sealed record FaceJson(Guid Id, string Model, DateTimeOffset CreatedAt, string? OverrideReason);
