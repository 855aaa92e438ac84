using FaceRek.Core.Organizations;

namespace FaceRek.Core.People;

/// <summary>Where somebody belonged up to a day, since the day after the one before. Where they belong now stands with the person. So a move of today changes no day before it.</summary>
public sealed class FormerWorkplace : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Until { get; init; }

    public required Guid? SiteId { get; init; }
    public required Guid? DepartmentId { get; init; }
}

/// <summary>Where somebody belongs from one day to another.</summary>
/// <param name="Until">Last day.</param>
public sealed record WorkplacePeriod(DateOnly From, DateOnly Until, Guid? SiteId, Guid? DepartmentId)
{
    public bool Holds(DateOnly day) => From <= day && day <= Until;

    /// <summary>All of somebody's, from the beginning of time to its end, earliest first.</summary>
    public static IReadOnlyList<WorkplacePeriod> Of(
        IEnumerable<FormerWorkplace> former,
        Guid? siteId,
        Guid? departmentId
    )
    {
        var (spans, from) = (new List<WorkplacePeriod>(), DateOnly.MinValue);
        foreach (var place in former.OrderBy(place => place.Until))
        {
            spans.Add(new WorkplacePeriod(from, place.Until, place.SiteId, place.DepartmentId));
            from = place.Until.AddDays(1);
        }
        spans.Add(new WorkplacePeriod(from, DateOnly.MaxValue, siteId, departmentId));
        return spans;
    }
}
