using FaceRek.Core.Organizations;

namespace FaceRek.Core.People;

/// <summary>
/// A person's site and department up to a day, from the day after the previous entry. The current ones are stored with
/// the person. So a move today does not change earlier days.
/// </summary>
public sealed class FormerWorkplace : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Until { get; init; }

    public required Guid? SiteId { get; init; }
    public required Guid? DepartmentId { get; init; }
}

/// <summary>A person's workplace between two days.</summary>
/// <param name="Until">Last day.</param>
public sealed record WorkplacePeriod(DateOnly From, DateOnly Until, Guid? SiteId, Guid? DepartmentId)
{
    public bool Holds(DateOnly day) => From <= day && day <= Until;

    /// <summary>All workplaces of a person, without gaps, earliest first.</summary>
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
