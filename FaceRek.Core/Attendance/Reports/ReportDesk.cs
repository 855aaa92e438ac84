using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>Reads the information about a whole report before its lines, and writes it to files.</summary>
public sealed class ReportDesk(FaceRekDb db, TeamDays team, TimeProvider clock)
{
    public async Task<ReportContext> OpenAsync(ReportScope scope, CancellationToken cancellationToken)
    {
        var policies = new PolicyHistory(await db.AttendancePolicies.ToListAsync(cancellationToken));
        var locks = await db.PeriodLocks.Touching(scope.From, scope.To).ToListAsync(cancellationToken);
        return new ReportContext(
            scope,
            policies,
            clock.GetUtcNow(),
            locks.Find(period => period.Holds(scope.From) && period.Holds(scope.To))?.Hash
        );
    }

    public async Task WriteAsync(
        Stream stream,
        ReportKind kind,
        bool isWorkbook,
        ReportContext context,
        CancellationToken cancellationToken
    )
    {
        var people = team.StreamAsync(context.Scope, cancellationToken);
        if (isWorkbook)
        {
            await ReportWorkbook.WriteAsync(stream, Report.Of(kind), context, people, cancellationToken);
        }
        else
        {
            await ReportCsv.WriteAsync(stream, Report.Of(kind), context, people, cancellationToken);
        }
    }
}
