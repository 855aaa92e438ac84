namespace FaceRek.Web.Api.Json;

/// <param name="GrantType">What follows: email and password, api_key, or refresh_token.</param>
/// <param name="Organization">With a password: the first part of the organization's address; may be left out by members of one.</param>
/// <param name="Scope">Scopes divided by spaces, to ask for less than there would be.</param>
public sealed record TokenRequestJson(
    TokenRequestJson.Grant GrantType,
    string? Email = null,
    string? Password = null,
    string? Organization = null,
    string? ApiKey = null,
    string? RefreshToken = null,
    string? Scope = null
)
{
    public enum Grant
    {
        Password,
        ApiKey,
        RefreshToken,
    }
}
