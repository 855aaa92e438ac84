using System.Globalization;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing;

/// <summary>A calendar year on the wall clock of an organization, from its first instant to that of the next.</summary>
public sealed record BillingYear(int Year, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The year that the address asks for, or the present one where it asks for none; null for what is no year in which the organization existed.</summary>
    public static BillingYear? Read(string? text, Organization organization, DateTimeOffset now)
    {
        var (first, last) = (organization.InZone(organization.CreatedAt).Year, organization.InZone(now).Year);
        if (string.IsNullOrEmpty(text))
        {
            return Of(last, organization);
        }
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year >= first
            && year <= last
            ? Of(year, organization)
            : null;
    }

    private static BillingYear Of(int year, Organization organization) =>
        new(year, Start(year, organization), Start(year + 1, organization));

    private static DateTimeOffset Start(int year, Organization organization)
    {
        var midnight = new DateTime(year, 1, 1);
        return new DateTimeOffset(
            midnight,
            TimeZoneInfo.FindSystemTimeZoneById(organization.Zone).GetUtcOffset(midnight)
        ).ToUniversalTime();
    }
}
