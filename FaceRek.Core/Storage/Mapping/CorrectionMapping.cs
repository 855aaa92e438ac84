using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class CorrectionMapping
    : IEntityTypeConfiguration<PunchAmendment>,
        IEntityTypeConfiguration<CorrectionRequest>,
        IEntityTypeConfiguration<CorrectionAttachment>
{
    public void Configure(EntityTypeBuilder<PunchAmendment> amendment)
    {
        amendment.Property(a => a.Kind).HasConversion<string>().HasMaxLength(8);
        amendment.Property(a => a.Reason).HasMaxLength(CorrectionRequest.MaxReasonLength);
        amendment.HasIndex(a => new
        {
            a.OrganizationId,
            a.PersonId,
            a.PunchAt,
        });
        amendment.HasIndex(a => new { a.OrganizationId, a.At });
        amendment
            .HasOne<Punch>()
            .WithMany()
            .HasForeignKey(a => new { a.OrganizationId, a.PunchId })
            .HasPrincipalKey(p => new { p.OrganizationId, p.Id })
            .OnDelete(DeleteBehavior.Cascade);
        amendment.BelongsToPerson(a => new { a.OrganizationId, a.PersonId });
    }

    public void Configure(EntityTypeBuilder<CorrectionRequest> request)
    {
        request.HasAlternateKey(r => new { r.OrganizationId, r.Id });
        request.Property(r => r.Kind).HasConversion<string>().HasMaxLength(8);
        request.Property(r => r.Direction).HasConversion<string>().HasMaxLength(8);
        request.Property(r => r.Status).HasConversion<string>().HasMaxLength(16).IsConcurrencyToken();
        request.Property(r => r.Reason).HasMaxLength(CorrectionRequest.MaxReasonLength);
        request.Property(r => r.DecisionNote).HasMaxLength(CorrectionRequest.MaxReasonLength);
        request.HasIndex(r => new
        {
            r.OrganizationId,
            r.Status,
            r.RequestedAt,
        });
        request.HasIndex(r => new
        {
            r.OrganizationId,
            r.PersonId,
            r.RequestedAt,
        });
        request.HasIndex(r => new { r.OrganizationId, r.DecidedAt });
        request.BelongsToPerson(r => new { r.OrganizationId, r.PersonId });
    }

    public void Configure(EntityTypeBuilder<CorrectionAttachment> file)
    {
        file.ToTable("CorrectionFiles");
        file.HasKey(f => new { f.OrganizationId, f.RequestId });
        file.Property(f => f.Name).HasMaxLength(CorrectionAttachment.MaxNameLength);
        file.Property(f => f.MediaType).HasMaxLength(32);
        file.HasOne<CorrectionRequest>()
            .WithOne()
            .HasForeignKey<CorrectionAttachment>(f => new { f.OrganizationId, f.RequestId })
            .HasPrincipalKey<CorrectionRequest>(r => new { r.OrganizationId, r.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
