using FaceRek.Core.People;

namespace FaceRek.Web.Api.Json;

/// <param name="TextSha256">Of the text that was read, in hexadecimal.</param>
/// <param name="Way">accepted by the person, or recorded by somebody for them.</param>
/// <param name="WithdrawnAt">Null while it is live.</param>
public sealed record ConsentJson(
    Guid Id,
    int TextVersion,
    string TextSha256,
    string Locale,
    ConsentWay Way,
    string? Statement,
    DateTimeOffset GivenAt,
    DateTimeOffset? WithdrawnAt
)
{
    public static ConsentJson Of(FaceConsent consent) =>
        new(
            consent.Id,
            consent.TextVersion,
            Convert.ToHexStringLower(consent.TextHash),
            consent.Locale,
            consent.Way,
            consent.Statement,
            consent.GivenAt,
            consent.WithdrawnAt
        );
}
