using FaceRek.Core.Attendance;
using FaceRek.Core.Attendance.Corrections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class CorrectionMapping : IEntityTypeConfiguration<PunchAmendment>, IEntityTypeConfiguration<CorrectionRequest>, IEntityTypeConfiguration<CorrectionFile>
{
    public void Configure(EntityTypeBuilder<PunchAmendment> amendment)
    {
        _ = amendment.Property(a => a.Kind).HasConversion<string>().HasMaxLength(8);
        _ = amendment.Property(a => a.Reason).HasMaxLength(CorrectionRequest.MaxReasonLength);
        _ = amendment.HasIndex(a => new { a.OrganizationId, a.PersonId, a.PunchAt });
        _ = amendment.HasIndex(a => new { a.OrganizationId, a.At });
        _ = amendment.HasOne<Punch>().WithMany().HasForeignKey(a => new { a.OrganizationId, a.PunchId }).HasPrincipalKey(p => new { p.OrganizationId, p.Id }).OnDelete(DeleteBehavior.Cascade);
        _ = amendment.BelongsToPerson(a => new { a.OrganizationId, a.PersonId });
    }

    public void Configure(EntityTypeBuilder<CorrectionRequest> request)
    {
        _ = request.HasAlternateKey(r => new { r.OrganizationId, r.Id });
        _ = request.Property(r => r.Kind).HasConversion<string>().HasMaxLength(8);
        _ = request.Property(r => r.Direction).HasConversion<string>().HasMaxLength(8);
        _ = request.Property(r => r.Status).HasConversion<string>().HasMaxLength(16).IsConcurrencyToken();
        _ = request.Property(r => r.Reason).HasMaxLength(CorrectionRequest.MaxReasonLength);
        _ = request.Property(r => r.DecisionNote).HasMaxLength(CorrectionRequest.MaxReasonLength);
        _ = request.HasIndex(r => new { r.OrganizationId, r.Status, r.RequestedAt });
        _ = request.HasIndex(r => new { r.OrganizationId, r.PersonId, r.RequestedAt });
        _ = request.HasIndex(r => new { r.OrganizationId, r.DecidedAt });
        _ = request.BelongsToPerson(r => new { r.OrganizationId, r.PersonId });
    }

    public void Configure(EntityTypeBuilder<CorrectionFile> file)
    {
        _ = file.HasKey(f => new { f.OrganizationId, f.RequestId });
        _ = file.Property(f => f.Name).HasMaxLength(CorrectionFile.MaxNameLength);
        _ = file.Property(f => f.MediaType).HasMaxLength(32);
        _ = file.HasOne<CorrectionRequest>().WithOne().HasForeignKey<CorrectionFile>(f => new { f.OrganizationId, f.RequestId }).HasPrincipalKey<CorrectionRequest>(r => new { r.OrganizationId, r.Id }).OnDelete(DeleteBehavior.Cascade);
    }
}
