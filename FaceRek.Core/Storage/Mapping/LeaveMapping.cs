using FaceRek.Core.Attendance.Leaves;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class LeaveMapping : IEntityTypeConfiguration<Leave>
{
    public void Configure(EntityTypeBuilder<Leave> leave)
    {
        _ = leave.Property(l => l.Part).HasConversion<string>().HasMaxLength(12);
        _ = leave.Property(l => l.Status).HasConversion<string>().HasMaxLength(12).IsConcurrencyToken();
        _ = leave.Property(l => l.Reason).HasMaxLength(Leave.MaxReasonLength);
        _ = leave.Property(l => l.DecisionNote).HasMaxLength(Leave.MaxReasonLength);
        _ = leave.HasIndex(l => new { l.OrganizationId, l.PersonId, l.From });
        _ = leave.HasIndex(l => new { l.OrganizationId, l.Status, l.From });
        _ = leave.HasIndex(l => new { l.OrganizationId, l.DecidedAt });
        _ = leave.BelongsToPerson(l => new { l.OrganizationId, l.PersonId });
    }
}
