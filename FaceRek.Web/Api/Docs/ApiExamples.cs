using FaceRek.Core.ApiAccess;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Web.Api.ApiKeys;
using FaceRek.Web.Api.Consents;
using FaceRek.Web.Api.People;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Api.Tokens;

namespace FaceRek.Web.Api.Docs;

/// <summary>
/// The examples of the documentation. A test sends each of them to the application and compares the responses with
/// these.
/// </summary>
internal static partial class ApiExamples
{
    public static readonly Guid PersonId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e001");
    private static readonly Guid KeyId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e002");
    private static readonly Guid ConsentId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e003");
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public const string Refresh = "sXbX0cKoGQDRZ0dGKGzbVdJcGnlwCEBsyUQhh1KfP6k";

    public static readonly TokenRequestJson TokenRequest = new(
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

    public static readonly NewApiKeyJson NewKey = new(
        "Payroll",
        [ApiScope.PeopleRead, ApiScope.PunchesRead],
        ["127.0.0.1", "2001:db8::/32"],
        new DateTimeOffset(2036, 3, 2, 0, 0, 0, TimeSpan.Zero)
    );
    private static readonly ApiKeyJson Key = new(
        KeyId,
        "Payroll",
        ApiKeyState.InUse,
        NewKey.Scopes,
        ["127.0.0.1/32", "2001:db8::/32"],
        Morning,
        NewKey.ExpiresAt,
        null
    );
    public static readonly ApiKeyJson CreatedKey = Key with
    {
        Key = $"frk_live_{KeyId:N}_8K2fNqJrB0m5Yt7vXc1dLw9sPz3hQeUaGiRoTyWuMnA",
    };
    public static readonly ListJson<ApiKeyJson> Keys = new([Key with { LastUsedAt = Morning }], null);

    public static readonly NewPersonJson NewPerson = new(
        "Zoë Lind",
        "HR-1024",
        "zoe@bakery.example",
        new Dictionary<string, string> { ["cost_centre"] = "4711" }
    );
    public static readonly PersonPutJson PersonPut = new(
        "Zoë Lind-Berg",
        "HR-1024",
        "zoe@bakery.example",
        new Dictionary<string, string> { ["cost_centre"] = "4712" },
        PersonPutJson.Choice.Active
    );
    public static readonly PersonJson Person = new(
        PersonId,
        "Zoë Lind",
        "HR-1024",
        "zoe@bakery.example",
        PersonStatus.Active,
        NewPerson.Metadata!,
        true,
        2,
        Morning,
        Morning,
        1
    );
    public static readonly PeopleJson People = new([Person], null, "AQjee7Mh_oAAAAAAAAAAAAAAAAAAAAAAAA");

    public static readonly ConsentTextJson ConsentText = new(
        1,
        "en",
        "The bakery would like to recognise your face when you come and go.",
        Morning
    );
    public static readonly NewConsentJson NewConsent = new(1, "Signed on paper, kept in the personnel file.");
    public static readonly ConsentJson Consent = new(
        ConsentId,
        1,
        new string('0', 64),
        "en",
        ConsentWay.Recorded,
        NewConsent.Statement,
        Morning,
        null
    );
    public static readonly ListJson<ConsentJson> Consents = new([Consent], null);
    public static readonly WithdrawalJson Withdrawal = new(2);
}
