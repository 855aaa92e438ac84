using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.Plans;

/// <summary>
/// How many people were active on a day, and how many were paid for. Written several times a day: the maximum of the
/// day counts.
/// </summary>
public sealed class SeatDay : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }

    /// <summary>In the organization's time zone.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The highest number of active people seen on the day.</summary>
    public required int Used { get; set; }

    /// <summary>Null where no plan was paid: trial or free.</summary>
    public int? Paid { get; set; }
    public required string PlanCode { get; set; }
}
