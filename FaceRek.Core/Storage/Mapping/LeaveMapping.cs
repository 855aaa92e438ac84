using FaceRek.Core.Attendance.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class LeaveMapping : IEntityTypeConfiguration<Leave>
{
    public void Configure(EntityTypeBuilder<Leave> leave)
    {
        leave.Property(l => l.Part).HasConversion<string>().HasMaxLength(12);
        leave.Property(l => l.Status).HasConversion<string>().HasMaxLength(12).IsConcurrencyToken();
        leave.Property(l => l.Reason).HasMaxLength(Leave.MaxReasonLength);
        leave.Property(l => l.DecisionNote).HasMaxLength(Leave.MaxReasonLength);
        leave.HasIndex(l => new
        {
            l.OrganizationId,
            l.PersonId,
            l.From,
        });
        leave.HasIndex(l => new
        {
            l.OrganizationId,
            l.Status,
            l.From,
        });
        leave.HasIndex(l => new { l.OrganizationId, l.DecidedAt });
        leave.BelongsToPerson(l => new { l.OrganizationId, l.PersonId });
    }
}
