namespace FaceRek.Web.Api.Tokens;

/// <param name="Name">The configured address of the site; stands as <c>iss</c> in every token.</param>
public sealed record TokenIssuer(string Name)
{
    /// <summary>Stands as <c>aud</c>: tokens are for this API and nothing else.</summary>
    public string Audience => "facerek-api";
}
