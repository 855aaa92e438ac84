using FaceRek.Core.ApiAccess;
using FaceRek.Web.Api.Docs;
using FaceRek.Web.Api.Pipeline;

namespace FaceRek.Web.Api.ApiKeys;

internal static class ApiKeyExamples
{
    private static readonly Guid KeyId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e002");
    public static readonly NewApiKeyJson New = new(
        "Payroll",
        [ApiScope.PeopleRead, ApiScope.PunchesRead],
        ["127.0.0.1", "2001:db8::/32"],
        new DateTimeOffset(2036, 3, 2, 0, 0, 0, TimeSpan.Zero)
    );
    private static readonly ApiKeyJson Listed = new(
        KeyId,
        "Payroll",
        ApiKeyState.InUse,
        New.Scopes,
        ["127.0.0.1/32", "2001:db8::/32"],
        ExampleValues.Morning,
        New.ExpiresAt,
        null
    );
    public static readonly ApiKeyJson Created = Listed with
    {
        Key = $"frk_live_{KeyId:N}_8K2fNqJrB0m5Yt7vXc1dLw9sPz3hQeUaGiRoTyWuMnA",
    };
    public static readonly ListJson<ApiKeyJson> List = new([Listed with { LastUsedAt = ExampleValues.Morning }], null);
}
