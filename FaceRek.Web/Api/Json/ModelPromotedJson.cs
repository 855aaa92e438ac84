namespace FaceRek.Web.Api.Json;

/// <param name="Model">The name of the one in force now.</param>
/// <param name="LeftBehind">People who have to enrol again.</param>
/// <param name="Invited">Of them, those a letter went to.</param>
public sealed record ModelPromotedJson(string Model, int LeftBehind, int Invited);
