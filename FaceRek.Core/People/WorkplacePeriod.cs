namespace FaceRek.Core.People;

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
