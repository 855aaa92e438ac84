using System.Text;
using FaceRek.Web.Api.Pipeline;
using Microsoft.Net.Http.Headers;

namespace FaceRek.Web.Api.Tokens;

/// <summary>
/// Reads a token request: our JSON, or the form of OAuth 2.0 (RFC 6749), which libraries and the documentation page
/// send.
/// </summary>
internal static class TokenForm
{
    private const string FormType = "application/x-www-form-urlencoded";

    public static async Task<(TokenRequestJson? Request, ApiProblem? Refused)> ReadAsync(HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return (null, ApiProblems.MediaTypeUnknown);
        }
        if (!type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase))
        {
            return await request.ReadFromJsonAsync<TokenRequestJson>(StrictJson.Options, cancellationToken) is { } json
                ? (json, null)
                : (null, ApiProblems.BodyInvalid);
        }
        var form = await request.ReadFormAsync(cancellationToken);
        var scope = Of(form, "scope");
        return Of(form, "grant_type") switch
        {
            "password" => (
                new(
                    TokenRequestJson.Grant.Password,
                    Of(form, "username"),
                    Of(form, "password"),
                    Of(form, "client_id") ?? ClientIn(request),
                    Scope: scope
                ),
                null
            ),
            "client_credentials" => (
                new(TokenRequestJson.Grant.ApiKey, ApiKey: Of(form, "client_secret"), Scope: scope),
                null
            ),
            "refresh_token" => (
                new(TokenRequestJson.Grant.RefreshToken, RefreshToken: Of(form, "refresh_token"), Scope: scope),
                null
            ),
            _ => (
                null,
                ApiProblems.BodyInvalid.Because("grant_type must be password, client_credentials or refresh_token.")
            ),
        };
    }

    private static string? Of(IFormCollection form, string name) =>
        form.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;

    /// <summary>The client of a Basic header; here the organization's address, without a secret.</summary>
    private static string? ClientIn(HttpRequest request)
    {
        if (!AuthenticationHeader.TryReadBasic(request.Headers.Authorization, out var bytes))
        {
            return null;
        }
        var client = Encoding.UTF8.GetString(bytes).Split(':')[0];
        return client.Length == 0 ? null : Uri.UnescapeDataString(client);
    }

    private static class AuthenticationHeader
    {
        private const string Basic = "Basic ";

        public static bool TryReadBasic(string? header, out byte[] bytes)
        {
            bytes = [];
            if (header is null || !header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
            var buffer = new byte[header.Length];
            if (!Convert.TryFromBase64String(header[Basic.Length..].Trim(), buffer, out var length))
            {
                return false;
            }
            bytes = buffer[..length];
            return true;
        }
    }
}

/// <param name="GrantType">Selects the fields: email and password, api_key, or refresh_token.</param>
/// <param name="Organization">With a password: the first part of the organization's address; members of one may omit it.</param>
/// <param name="Scope">Scopes separated by spaces, to request fewer than allowed.</param>
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
