using FaceRek.Core.Attendance.Shifts;
using FaceRek.Core.Organizations;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class ShiftMapping :
    IEntityTypeConfiguration<Shift>, IEntityTypeConfiguration<Rotation>, IEntityTypeConfiguration<RotationDay>, IEntityTypeConfiguration<ShiftAssignment>
{
    public void Configure(EntityTypeBuilder<Shift> shift)
    {
        _ = shift.HasAlternateKey(s => new { s.OrganizationId, s.Id });
        _ = shift.Property(s => s.Name).HasMaxLength(Shift.MaxNameLength);
        _ = shift.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Rotation> rotation)
    {
        _ = rotation.HasAlternateKey(r => new { r.OrganizationId, r.Id });
        _ = rotation.Property(r => r.Name).HasMaxLength(Rotation.MaxNameLength);
        _ = rotation.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        _ = rotation.HasMany(r => r.Days).WithOne().HasForeignKey(d => new { d.OrganizationId, d.RotationId }).HasPrincipalKey(r => new { r.OrganizationId, r.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RotationDay> day)
    {
        _ = day.HasKey(d => new { d.OrganizationId, d.RotationId, d.Position });
        _ = day.HasOne<Shift>().WithMany().HasForeignKey(d => new { d.OrganizationId, d.ShiftId }).HasPrincipalKey(s => new { s.OrganizationId, s.Id }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ShiftAssignment> assignment)
    {
        _ = assignment.HasIndex(a => new { a.OrganizationId, a.PersonId, a.From });
        _ = assignment.HasIndex(a => new { a.OrganizationId, a.DepartmentId, a.From });
        _ = assignment.BelongsToPerson(a => new { a.OrganizationId, a.PersonId });
        // A department can be removed only once nobody is in it, and then nobody's day hangs on its shifts.
        _ = assignment.HasOne<Department>().WithMany().HasForeignKey(a => new { a.OrganizationId, a.DepartmentId }).HasPrincipalKey(d => new { d.OrganizationId, d.Id }).IsRequired(false).OnDelete(DeleteBehavior.Cascade);
        _ = assignment.HasOne<Shift>().WithMany().HasForeignKey(a => new { a.OrganizationId, a.ShiftId }).HasPrincipalKey(s => new { s.OrganizationId, s.Id }).OnDelete(DeleteBehavior.Restrict);
        _ = assignment.HasOne<Rotation>().WithMany().HasForeignKey(a => new { a.OrganizationId, a.RotationId }).HasPrincipalKey(r => new { r.OrganizationId, r.Id }).OnDelete(DeleteBehavior.Restrict);
        _ = assignment.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
