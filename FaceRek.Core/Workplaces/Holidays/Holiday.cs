using FaceRek.Core.Organizations;

namespace FaceRek.Core.Workplaces.Holidays;

/// <summary>A day off at one site or at all of them.</summary>
public sealed class Holiday : ISharedRule
{
    public const int MaxNameLength = 80;

    /// <summary>In one organization: sixteen years with thirty days each at up to ten sites.</summary>
    public const int MaxCount = 5_000;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>Null for every site, and for people without one.</summary>
    public Guid? SiteId { get; init; }

    /// <summary>The date at the site.</summary>
    public required DateOnly On { get; init; }

    public required string Name { get; init; }
}

public static class HolidayQueries
{
    /// <summary>The holidays of a site; with null those of people without a site.</summary>
    public static IQueryable<Holiday> At(this IQueryable<Holiday> holidays, Guid? siteId) =>
        holidays.Where(holiday => holiday.SiteId == null || holiday.SiteId == siteId);

    /// <summary>Both days included.</summary>
    public static IQueryable<Holiday> Between(this IQueryable<Holiday> holidays, DateOnly first, DateOnly last) =>
        holidays.Where(holiday => holiday.On >= first && holiday.On <= last);
}
