using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>Totals of settled days and weeks; a day whose shift is still running, and an unfinished week, are not included.</summary>
internal sealed class PayrollReport : Report
{
    public override ReportKind Kind => ReportKind.Payroll;

    public override IReadOnlyList<ReportColumn> Columns(ReportContext context) =>
        [
            new("Person"),
            new("External id"),
            new("Department"),
            new("Site", InFileOnly: true),
            new("Days present", ReportColumnKind.Number),
            new("Worked", ReportColumnKind.Length),
            new("Paid", ReportColumnKind.Length),
            new("Overtime", ReportColumnKind.Length),
            new("Of it paid", ReportColumnKind.Length),
            new("Weekly overtime", ReportColumnKind.Length),
            new("Weekly paid", ReportColumnKind.Length),
            new("Night", ReportColumnKind.Length),
            new("On holidays", ReportColumnKind.Length),
            new("Paid leave", ReportColumnKind.Length),
            new("Unpaid leave", ReportColumnKind.Length),
            new("Days absent", ReportColumnKind.Number),
            new("Open decisions", ReportColumnKind.Number),
            new("From", InFileOnly: true),
            new("To", InFileOnly: true),
            new("Time zone", InFileOnly: true),
            new("Counted by", InFileOnly: true),
            new("Period lock", InFileOnly: true),
        ];

    public override IEnumerable<IReadOnlyList<ReportCell>> Lines(PersonDays person, ReportContext context)
    {
        var days = person.Days.Where(day => context.Now >= day.SettlesAt).ToList();
        var weeks = person.Weeks.Where(week => context.Now >= week.SettlesAt).ToList();
        int Sum(Func<AttendanceDay, int> figure) => days.Sum(figure);
        yield return
        [
            Text(person.Person.Name),
            Text(person.Person.ExternalId),
            Text(person.Person.Department),
            Text(person.Person.Site),
            new ReportCell.Count(days.Count(day => day.Status is DayStatus.Present or DayStatus.HalfDay)),
            Length(Sum(day => day.WorkedSeconds)),
            Length(Sum(day => day.PaidSeconds) - weeks.Sum(week => week.UnpaidSeconds)),
            Length(Sum(day => day.OvertimeSeconds)),
            Length(Sum(day => day.AcceptedOvertimeSeconds)),
            Length(weeks.Sum(week => week.OvertimeSeconds)),
            Length(weeks.Sum(week => week.AcceptedSeconds)),
            Length(Sum(day => day.NightSeconds)),
            Length(Sum(day => day.HolidaySeconds)),
            Length(Sum(day => day.PaidLeaveSeconds)),
            Length(Sum(day => day.UnpaidLeaveSeconds)),
            new ReportCell.Count(days.Count(day => day.Status == DayStatus.Absent)),
            new ReportCell.Count(days.Count(day => day.NeedsDecision) + weeks.Count(week => week.NeedsDecision)),
            new ReportCell.Day(context.Scope.From),
            new ReportCell.Day(context.Scope.To),
            Text(person.Person.Zone),
            new ReportCell.Word($"{context.CountingRule}; policy version {context.PolicyVersion}"),
            Text(context.LockHash ?? "not locked"),
        ];
    }
}
