using System.Globalization;
using FaceRek.Core.Attendance.Reports;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization;

/// <summary>Describes reports.</summary>
public static class ReportText
{
    /// <summary>As in the address of its page.</summary>
    public static string Slug(this ReportKind kind) => kind.ToString().ToLowerInvariant();

    public static ReportKind? FindReport(string? slug) =>
        Enum.GetValues<ReportKind>()
            .Where(kind => kind.Slug() == slug)
            .Select(kind => (ReportKind?)kind)
            .FirstOrDefault();

    public static string Title(this IStringLocalizer words, ReportKind kind) =>
        kind switch
        {
            ReportKind.Register => words["Register"],
            ReportKind.Muster => words["Muster roll"],
            ReportKind.Late => words["Late and early"],
            ReportKind.Overtime => words["Overtime"],
            ReportKind.Absence => words["Absence"],
            ReportKind.Payroll => words["Payroll summary"],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    public static string Purpose(this IStringLocalizer words, ReportKind kind) =>
        kind switch
        {
            ReportKind.Register => words["Every day of every person: shift, in, out, hours and breaks."],
            ReportKind.Muster => words["A month at a glance, with one sign per day and one line per person."],
            ReportKind.Late => words["Who came after the shift began or left before it ended, and by how much."],
            ReportKind.Overtime => words["Hours beyond the plan, and what was decided about them."],
            ReportKind.Absence => words["Who was missing, and who was on leave, paid or unpaid."],
            ReportKind.Payroll => words["One line per person, with the totals that payroll needs."],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    public static string Show(this IStringLocalizer words, ReportCell cell) =>
        cell switch
        {
            ReportCell.Nothing => "",
            ReportCell.Text text => text.Value,
            ReportCell.Word word => words[word.Value],
            ReportCell.Day day => day.Value.ToString("ddd d MMM", CultureInfo.CurrentCulture),
            ReportCell.Clock clock => clock.Value.ToString("HH:mm", CultureInfo.InvariantCulture),
            ReportCell.Length length => ReportSheet.HoursAndMinutes(length.Seconds),
            ReportCell.Count count => count.Value.ToString(CultureInfo.CurrentCulture),
            _ => throw new InvalidOperationException($"{cell.GetType().Name} has no words."),
        };

    /// <summary>Days in words: a month by its name, else both ends.</summary>
    public static string Period(this IStringLocalizer words, DateOnly from, DateOnly to) =>
        (from.Day, to) == (1, from.AddMonths(1).AddDays(-1))
            ? from.ToString("MMMM yyyy", CultureInfo.CurrentCulture)
            : words[
                "{0} to {1}",
                from.ToString("d MMM yyyy", CultureInfo.CurrentCulture),
                to.ToString("d MMM yyyy", CultureInfo.CurrentCulture)
            ];
}
