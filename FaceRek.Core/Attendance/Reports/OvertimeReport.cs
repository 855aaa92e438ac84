using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Reports;

internal sealed class OvertimeReport : Report
{
    public override ReportKind Kind => ReportKind.Overtime;

    public override IReadOnlyList<ReportColumn> Columns(ReportContext context) =>
    [
        new("Person"), new("External id"), new("Department"), new("Day"), new("Worked", ReportColumnKind.Length), new("Overtime", ReportColumnKind.Length),
        new("Of it paid", ReportColumnKind.Length), new("Decision"), new("Time zone", InFileOnly: true),
    ];

    public override IEnumerable<IReadOnlyList<ReportCell>> Lines(PersonDays person, ReportContext context) => person.Days.Where(day => day.OvertimeSeconds > 0).Select(day => (IReadOnlyList<ReportCell>)
    [
        Text(person.Person.Name), Text(person.Person.ExternalId), Text(person.Person.Department), new ReportCell.Day(day.On), Length(day.WorkedSeconds), Length(day.OvertimeSeconds),
        Length(day.AcceptedOvertimeSeconds), new ReportCell.Word(Decision(day)), Text(day.Zone),
    ]);

    private static string Decision(AttendanceDay day) =>
        day.OpenExceptions.HasFlag(ExceptionKinds.Overtime) ? "Waiting" : day.AcceptedOvertimeSeconds > 0 ? "Accepted" : "Refused";
}
