namespace FaceRek.Web.Api.Json;

/// <param name="Url">https, on the open internet, at most 500 characters.</param>
/// <param name="Events">At least one name, such as punch.recorded.</param>
/// <param name="IsStopped">True holds the messages back, those of a week at most; left out, it stays as it is.</param>
public sealed record WebhookPutJson(string Url, IReadOnlyList<string> Events, bool? IsStopped = null);
