namespace FaceRek.Core.Attendance.Reports;

internal sealed class LateReport : Report
{
    public override ReportKind Kind => ReportKind.Late;

    public override IReadOnlyList<ReportColumn> Columns(ReportContext context) =>
        [
            new("Person"),
            new("External id"),
            new("Department"),
            new("Day"),
            new("Shift from"),
            new("In"),
            new("Late", ReportColumnKind.Length),
            new("Shift to"),
            new("Out"),
            new("Early", ReportColumnKind.Length),
            new("Time zone", InFileOnly: true),
        ];

    public override IEnumerable<IReadOnlyList<ReportCell>> Lines(PersonDays person, ReportContext context) =>
        person
            .Days.Where(day => day.LateSeconds > 0 || (day.EarlySeconds > 0 && context.Now >= day.SettlesAt))
            .Select(day =>
                (IReadOnlyList<ReportCell>)
                    [
                        Text(person.Person.Name),
                        Text(person.Person.ExternalId),
                        Text(person.On(day.On).Department),
                        new ReportCell.Day(day.On),
                        Clock(day, day.PlannedFrom),
                        Clock(day, day.FirstInAt),
                        Some(day.LateSeconds),
                        Clock(day, day.PlannedTo),
                        Clock(day, day.LastOutAt),
                        Some(day.EarlySeconds),
                        Text(day.Zone),
                    ]
            );
}
