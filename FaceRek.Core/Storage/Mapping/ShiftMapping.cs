using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Workplaces.Departments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class ShiftMapping
    : IEntityTypeConfiguration<Shift>,
        IEntityTypeConfiguration<Rotation>,
        IEntityTypeConfiguration<RotationDay>,
        IEntityTypeConfiguration<ShiftAssignment>
{
    public void Configure(EntityTypeBuilder<Shift> shift)
    {
        shift.HasAlternateKey(s => new { s.OrganizationId, s.Id });
        shift.Property(s => s.Name).HasMaxLength(Shift.MaxNameLength);
        shift.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Rotation> rotation)
    {
        rotation.HasAlternateKey(r => new { r.OrganizationId, r.Id });
        rotation.Property(r => r.Name).HasMaxLength(Rotation.MaxNameLength);
        rotation
            .HasOne<Organization>()
            .WithMany()
            .HasForeignKey(r => r.OrganizationId)
            .OnDelete(DeleteBehavior.Cascade);
        rotation
            .HasMany(r => r.Days)
            .WithOne()
            .HasForeignKey(d => new { d.OrganizationId, d.RotationId })
            .HasPrincipalKey(r => new { r.OrganizationId, r.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RotationDay> day)
    {
        day.HasKey(d => new
        {
            d.OrganizationId,
            d.RotationId,
            d.Position,
        });
        day.HasOne<Shift>()
            .WithMany()
            .HasForeignKey(d => new { d.OrganizationId, d.ShiftId })
            .HasPrincipalKey(s => new { s.OrganizationId, s.Id })
            .OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ShiftAssignment> assignment)
    {
        assignment.HasIndex(a => new
        {
            a.OrganizationId,
            a.PersonId,
            a.From,
        });
        assignment.HasIndex(a => new
        {
            a.OrganizationId,
            a.DepartmentId,
            a.From,
        });
        assignment.BelongsToPerson(a => new { a.OrganizationId, a.PersonId });
        // A department can be removed only when no one is in it, and then no day depends on its shifts.
        assignment
            .HasOne<Department>()
            .WithMany()
            .HasForeignKey(a => new { a.OrganizationId, a.DepartmentId })
            .HasPrincipalKey(d => new { d.OrganizationId, d.Id })
            .IsRequired(false)
            .OnDelete(DeleteBehavior.Cascade);
        assignment
            .HasOne<Shift>()
            .WithMany()
            .HasForeignKey(a => new { a.OrganizationId, a.ShiftId })
            .HasPrincipalKey(s => new { s.OrganizationId, s.Id })
            .OnDelete(DeleteBehavior.Restrict);
        assignment
            .HasOne<Rotation>()
            .WithMany()
            .HasForeignKey(a => new { a.OrganizationId, a.RotationId })
            .HasPrincipalKey(r => new { r.OrganizationId, r.Id })
            .OnDelete(DeleteBehavior.Restrict);
        assignment
            .HasOne<Organization>()
            .WithMany()
            .HasForeignKey(a => a.OrganizationId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
