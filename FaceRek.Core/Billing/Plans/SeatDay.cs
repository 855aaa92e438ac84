using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.Plans;

/// <summary>How many people were active on a day, and how many were paid for. Written several times a day: the most of the day stands.</summary>
public sealed class SeatDay : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }

    /// <summary>In the organization's zone.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The most active people that were seen on the day.</summary>
    public required int Used { get; set; }

    /// <summary>Null where nothing was paid: trial or free.</summary>
    public int? Paid { get; set; }
    public required string PlanCode { get; set; }
}
