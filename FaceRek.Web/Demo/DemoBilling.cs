using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;

namespace FaceRek.Web.Demo;

/// <summary>The demo organization is in its trial, so that a plan can be bought where billing is configured.</summary>
internal static class DemoBilling
{
    public const int DaysInTrial = 9;
    private const int DayOfGrowth = 4;

    /// <param name="people">Active now.</param>
    public static IEnumerable<SeatDay> Days(Organization organization, int people, DateTimeOffset now)
    {
        var today = organization.DayOf(now);
        return Enumerable
            .Range(0, DaysInTrial + 1)
            .Select(ago => new SeatDay
            {
                OrganizationId = organization.Id,
                On = today.AddDays(-ago),
                Used = ago < DayOfGrowth ? people : Math.Max(1, people - 2),
                PlanCode = PlanCatalogue.Trial.Code,
            });
    }
}
