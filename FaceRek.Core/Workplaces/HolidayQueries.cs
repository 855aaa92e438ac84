namespace FaceRek.Core.Workplaces;

public static class HolidayQueries
{
    /// <summary>Those that hold at a site; with null those of people who belong to none.</summary>
    public static IQueryable<Holiday> At(this IQueryable<Holiday> holidays, Guid? siteId) =>
        holidays.Where(holiday => holiday.SiteId == null || holiday.SiteId == siteId);

    /// <summary>Both days among them.</summary>
    public static IQueryable<Holiday> Between(this IQueryable<Holiday> holidays, DateOnly first, DateOnly last) =>
        holidays.Where(holiday => holiday.On >= first && holiday.On <= last);
}
