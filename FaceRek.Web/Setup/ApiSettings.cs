using System.ComponentModel.DataAnnotations;

namespace FaceRek.Web.Setup;

/// <param name="CallsPerMinute">How many calls one key or user may make.</param>
/// <param name="OrganizationCallsPerMinute">How many calls all keys and users of an organization may make together.</param>
public sealed record ApiSettings(
    [property: Range(1, 10_000_000)] int CallsPerMinute,
    [property: Range(1, 10_000_000)] int OrganizationCallsPerMinute
)
{
    public ApiSettings()
        : this(600, 3_000) { }
}
