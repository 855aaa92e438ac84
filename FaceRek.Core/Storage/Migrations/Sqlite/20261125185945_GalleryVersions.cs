using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GalleryVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "GalleryVersion",
                table: "Organizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<double>(
                name: "IdentificationBudget",
                table: "Organizations",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0030000000000000001);

            migrationBuilder.CreateTable(
                name: "GalleryChanges",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GalleryChanges", x => new { x.OrganizationId, x.Version });
                    table.ForeignKey(
                        name: "FK_GalleryChanges_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_GalleryChanges_OrganizationId_PersonId",
                table: "GalleryChanges",
                columns: new[] { "OrganizationId", "PersonId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GalleryChanges");

            migrationBuilder.DropColumn(
                name: "GalleryVersion",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "IdentificationBudget",
                table: "Organizations");
        }
    }
}
