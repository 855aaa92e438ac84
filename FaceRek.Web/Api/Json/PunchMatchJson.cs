namespace FaceRek.Web.Api.Json;

public sealed record PunchMatchJson(string Model, float? Score, float? Threshold, float? Margin);
