namespace FaceRek.Web.Api.Json;

public sealed record RevokeJson(string RefreshToken);
