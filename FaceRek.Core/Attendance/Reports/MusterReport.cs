using System.Globalization;
using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Reports;

internal sealed class MusterReport : Report
{
    public override ReportKind Kind => ReportKind.Muster;

    public override IReadOnlyList<ReportColumn> Columns(ReportContext context) =>
        [
            new("Person"),
            new("External id", InFileOnly: true),
            .. context
                .Scope.EachDay()
                .Select(day => new ReportColumn(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
            new("Days present", ReportColumnKind.Number),
            new("Days absent", ReportColumnKind.Number),
            new("Days of leave", ReportColumnKind.Number),
            new("Time zone", InFileOnly: true),
        ];

    public override IEnumerable<IReadOnlyList<ReportCell>> Lines(PersonDays person, ReportContext context)
    {
        var status = person.Days.ToDictionary(day => day.On, day => day.StatusAt(context.Now));
        ReportCell Count(params DayStatus[] counted) => new ReportCell.Count(status.Values.Count(counted.Contains));
        yield return
        [
            Text(person.Person.Name),
            Text(person.Person.ExternalId),
            .. context
                .Scope.EachDay()
                .Select(day =>
                    status.TryGetValue(day, out var found)
                        ? new ReportCell.Word(DayStatusText.LetterOf(found))
                        : ReportCell.None
                ),
            Count(DayStatus.Present, DayStatus.HalfDay, DayStatus.AtWork),
            Count(DayStatus.Absent),
            Count(DayStatus.Leave),
            Text(person.Person.Zone),
        ];
    }
}
