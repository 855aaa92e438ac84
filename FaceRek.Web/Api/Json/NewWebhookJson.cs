namespace FaceRek.Web.Api.Json;

/// <param name="Url">https, on the open internet, at most 500 characters.</param>
/// <param name="Events">At least one name, such as punch.recorded.</param>
public sealed record NewWebhookJson(string Url, IReadOnlyList<string> Events);
