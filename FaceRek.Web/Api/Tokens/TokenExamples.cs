namespace FaceRek.Web.Api.Tokens;

internal static class TokenExamples
{
    public const string Refresh = "sXbX0cKoGQDRZ0dGKGzbVdJcGnlwCEBsyUQhh1KfP6k";
    public static readonly TokenRequestJson Request = new(
        TokenRequestJson.Grant.Password,
        "ben@bakery.example",
        "correct horse battery",
        "bakery",
        Scope: "people:read people:write"
    );
    public static readonly TokenJson Token = new(
        "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln",
        "Bearer",
        600,
        "people:read people:write",
        Refresh
    );
    public static readonly RevokeJson Revoke = new(Refresh);
}
