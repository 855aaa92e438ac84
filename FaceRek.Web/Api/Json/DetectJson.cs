namespace FaceRek.Web.Api.Json;

public sealed record DetectJson(PictureJson Picture, string? Model = null);
